package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store for the processes of one machine: one file, only for its owner.
 *
 * <ol>
 *   <li>Each call takes the system's lock, which the system takes back from a process that dies.
 *   <li>It reads the whole file, leaves out what has outlived its time by the machine's wall clock,
 *       and does its part.
 *   <li>What is changed is written beside it, synced, and put in its place in one step, before the
 *       lock is given back: after a crash at any point there is the old or the new.
 * </ol>
 */
public final class FileStore implements Store {
  private final SharedFile file;
  private final InstantSource clock;

  /**
   * Over a folder.
   *
   * @param folder made when it is first needed, for its owner only
   * @param clock the machine's, by which lifetimes end
   */
  public FileStore(Path folder, InstantSource clock) {
    this.file = new SharedFile(folder);
    this.clock = clock;
  }

  /**
   * What a call does.
   *
   * @param image the store after it
   * @param reply the answer
   */
  private record Turn<T>(Image image, Reply<T> reply) {}

  private <T> Reply<T> call(Function<Image, Turn<T>> part) {
    try (Held held = new Held(file.lock())) {
      if (held.channel().isEmpty()) {
        return new Reply.Unreachable<>(file.path() + " is in use by another process, all the time");
      }
      Optional<String> text = file.read();
      Image before = text.isPresent() ? ImageText.read(text.get()) : Image.EMPTY;
      Turn<T> turn = part.apply(before.at(clock.instant()));
      if (turn.image().equals(before)) {
        return turn.reply();
      }
      Path fresh = file.prepare(ImageText.of(turn.image()));
      return replaced(fresh, turn.reply());
    } catch (IOException e) {
      return new Reply.Unreachable<>(file.path() + " can't be used: " + words(e));
    }
  }

  private <T> Reply<T> replaced(Path fresh, Reply<T> reply) {
    try {
      file.replace(fresh);
      return reply;
    } catch (IOException e) {
      return new Reply.Unknown<>(file.path() + " may not be written: " + words(e));
    }
  }

  /** The lock, if it was taken. */
  private record Held(Optional<FileChannel> channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        if (channel.isPresent()) {
          channel.get().close();
        }
      } catch (IOException ended) {
        // The system takes the lock back with the process at the latest.
      }
    }
  }

  private static String words(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  @Override
  public Reply<Contents> read(String prefix) {
    return call(
        image ->
            new Turn<>(image, new Reply.Ok<>(new Contents(image.revision(), image.below(prefix)))));
  }

  @Override
  public Reply<Boolean> commit(List<Condition> conditions, List<Write> writes) {
    return call(
        image -> {
          if (!conditions.stream().allMatch(image::meets)) {
            return new Turn<>(image, new Reply.Ok<>(false));
          }
          return image.keeps(writes)
              ? new Turn<>(image.with(writes), new Reply.Ok<>(true))
              : new Turn<>(image, ended());
        });
  }

  @Override
  public Reply<Long> grant(Duration timeToLive) {
    return call(
        image -> {
          long number = image.revision() + 1;
          return new Turn<>(
              image.living(number, new Image.Life(timeToLive, clock.instant())),
              new Reply.Ok<>(number));
        });
  }

  @Override
  public Reply<Duration> keepAlive(long lifetime) {
    return call(
        image -> {
          Image.Life life = image.lifetimes().get(lifetime);
          if (life == null) {
            return new Turn<>(image, ended());
          }
          return new Turn<>(
              image.living(lifetime, new Image.Life(life.timeToLive(), clock.instant())),
              new Reply.Ok<>(life.timeToLive()));
        });
  }

  private static <T> Reply<T> ended() {
    return Replies.refused(Refusal.Code.STALE_TOKEN, "the lifetime has ended");
  }

  @Override
  public Reply<Done> revoke(long lifetime) {
    return call(image -> new Turn<>(image.ending(lifetime), new Reply.Ok<>(new Done())));
  }

  /** Nothing is open between calls. */
  @Override
  public void close() {}
}
