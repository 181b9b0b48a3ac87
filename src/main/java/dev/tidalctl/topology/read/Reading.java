package dev.tidalctl.topology.read;

import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.Problem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What every value of one file is read with.
 *
 * @param folder what relative paths start from, absolute
 * @param homes what {@code ~} and the default state folder are
 * @param problems takes everything that is wrong
 */
record Reading(Path folder, HomeFolders homes, Consumer<Problem> problems) {}
