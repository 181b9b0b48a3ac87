package dev.tidalctl.core.port;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import java.util.List;
import java.util.Optional;

/**
 * The journals of the rolls of one cluster: those of this machine, or those that its operators
 * share. Its calls never throw.
 */
public interface RunArchive {
  /** The runs that have a journal here. */
  Listing runs();

  /** Reads a journal, also one that is being written; what a torn tail held is left out. */
  Reading read(RunId run);

  /** The name of another cluster of which this machine has a run of this id. */
  Optional<String> otherClusterOf(RunId run);

  /** Begins the journal of a new run, and locks it. */
  Opening begin(RunId run);

  /** Opens a journal to go on with it, and locks it; a torn tail is cut off. */
  Opening reopen(RunId run);

  /** Which runs there are. */
  sealed interface Listing {
    /**
     * These.
     *
     * @param runs the latest first
     */
    record Listed(List<RunId> runs) implements Listing {
      /** Keeps its own copy. */
      public Listed {
        runs = List.copyOf(runs);
      }
    }

    /**
     * It can't be told: there may be none, or many.
     *
     * @param why naming the place
     * @param remedy the way out
     */
    record Unreadable(String why, String remedy) implements Listing {}
  }

  /** What reading a journal shows. */
  sealed interface Reading {
    /**
     * It could be read.
     *
     * @param facts in order; none when the run was never begun
     * @param live whether a process drives the run now
     */
    record Read(List<Recorded> facts, boolean live) implements Reading {
      /** Keeps its own copy. */
      public Read {
        facts = List.copyOf(facts);
      }
    }

    /** There is none here. */
    record Missing() implements Reading {}

    /**
     * It can't be read, or not be trusted.
     *
     * @param why naming the file, and where in it
     * @param remedy the way out
     */
    record Unreadable(String why, String remedy) implements Reading {}
  }

  /** What came of opening a journal. */
  sealed interface Opening {
    /** It is open, and no other process of this machine drives the run. */
    record Opened(OpenJournal journal) implements Opening {}

    /** Another process drives the run. */
    record Driven() implements Opening {}

    /** There is none here. */
    record Missing() implements Opening {}

    /**
     * It can't be opened, or not be trusted.
     *
     * @param why naming the file, and where in it
     * @param remedy the way out
     */
    record Failed(String why, String remedy) implements Opening {}
  }

  /** A journal that is locked: the process that held it before is dead. */
  interface OpenJournal extends RunJournal, AutoCloseable {
    /** What it held when it was opened. */
    List<Recorded> facts();

    /** What the operator should know of how it was found, for instance that its tail was torn. */
    Optional<String> finding();

    /** Gives the lock back. */
    @Override
    void close();
  }
}
