/**
 * Makes the records of the cluster file out of its text: one class a section of the file, one a
 * kind of value. Every problem is collected, none ends the reading.
 */
@NullMarked
package dev.tidalctl.topology.read;

import org.jspecify.annotations.NullMarked;
