package dev.tidalctl.tidal;

import dev.tidalctl.core.model.NodeName;
import java.util.Optional;

/**
 * A node as the cluster file has it.
 *
 * @param name its name
 * @param shard its shard id
 * @param zone its failure domain, where the file states one; it then outranks what the control
 *     plane says
 */
public record TidalNode(NodeName name, int shard, Optional<String> zone) {}
