package dev.tidalctl.sandbox.demo;

/** The demonstration could not be carried through; the message says at what. */
public final class DemoFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailed(String what) {
    super(what);
  }

  DemoFailed(String what, Throwable cause) {
    super(what, cause);
  }
}
