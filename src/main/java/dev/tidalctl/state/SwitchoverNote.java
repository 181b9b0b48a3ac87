package dev.tidalctl.state;

import dev.tidalctl.core.model.NodeName;

/**
 * That a switchover was begun, so that whoever comes next can undo what it did to traffic if its
 * tool died in the midst.
 *
 * @param from who led
 * @param to whose reads were stopped, so that it can lead
 */
public record SwitchoverNote(NodeName from, NodeName to) {}
