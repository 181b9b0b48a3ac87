package dev.tidalctl.upgrade.supervisor;

import dev.tidalctl.process.Parcel;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Entry point of the supervisor process: assignments on standard input, one after another, words on
 * the output. It ends when nobody is left to give it another, or when it is not fit for one.
 */
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

  /** Takes assignments and carries them out. An assignment that is not whole is none. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      if (in.available() == 0) {
        loadAhead();
      }
      Words words = new Words(out);
      while (new Supervision(Assignment.read(in), words).carryOut()) {
        words.say(Words.FREE);
      }
    } catch (EOFException nobodyAsks) {
      return;
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
