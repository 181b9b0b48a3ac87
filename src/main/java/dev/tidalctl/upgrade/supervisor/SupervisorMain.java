package dev.tidalctl.upgrade.supervisor;

import dev.tidalctl.process.Parcel;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Entry point of the supervisor process: one assignment on standard input, words on the output. */
public final class SupervisorMain {
  private static final String[] AHEAD = {
    "java.lang.ProcessHandleImpl",
    "java.lang.ProcessBuilder$Redirect",
    "java.lang.ProcessImpl",
    "java.util.concurrent.CompletableFuture",
    "java.nio.file.attribute.PosixFilePermissions",
    "java.nio.file.FileAlreadyExistsException",
    "java.nio.file.StandardCopyOption",
    "java.io.RandomAccessFile",
    "sun.nio.ch.ChannelOutputStream",
    Parcel.class.getName(),
    Parcel.Reader.class.getName(),
    Assignment.class.getName(),
    AttemptFolder.class.getName(),
    CappedLog.class.getName(),
    Claim.class.getName(),
    CommandRun.class.getName(),
    Complaints.class.getName(),
    DurableFile.class.getName(),
    End.class.getName(),
    Fields.class.getName(),
    Machine.class.getName(),
    ProcessStamp.class.getName(),
    ProcessStat.class.getName(),
    Supervision.class.getName(),
    Words.class.getName(),
  };

  private SupervisorMain() {}

  /** Takes the assignment and carries it out. An assignment that is not whole is none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Assignment assignment;
    try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
      if (in.available() == 0) {
        loadAhead();
      }
      assignment = Assignment.read(in);
    } catch (EOFException nobodyAsks) {
      return;
    }
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      new Supervision(assignment, new Words(out)).carryOut();
    }
  }

  /** Loads what the way to a command needs, before a node waits for it. */
  private static void loadAhead() {
    try {
      for (String each : AHEAD) {
        Class.forName(each);
      }
    } catch (ClassNotFoundException anotherJava) {
      return;
    }
  }
}
