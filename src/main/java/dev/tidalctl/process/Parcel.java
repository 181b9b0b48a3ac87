package dev.tidalctl.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How what one of our processes is to do gets to it through a pipe: texts and numbers in order. */
public final class Parcel {
  private Parcel() {}

  /** Puts things in. */
  public static final class Writer {
    private final DataOutputStream out;

    /** To there. Nothing is sure to arrive before {@link #flush}. */
    public Writer(OutputStream out) {
      this.out = new DataOutputStream(out);
    }

    /** Puts a text in. */
    public Writer text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
      return this;
    }

    /** Puts a list of texts in. */
    public Writer texts(List<String> texts) throws IOException {
      out.writeInt(texts.size());
      for (String each : texts) {
        text(each);
      }
      return this;
    }

    /** Puts texts by name in. */
    public Writer named(Map<String, String> texts) throws IOException {
      List<String> flat = new ArrayList<>();
      texts.forEach((name, text) -> flat.addAll(List.of(name, text)));
      return texts(flat);
    }

    /** Puts a number in. */
    public Writer number(long number) throws IOException {
      out.writeLong(number);
      return this;
    }

    /** Sends it off. */
    public void flush() throws IOException {
      out.flush();
    }
  }

  /** Takes things out, in the order in which they were put in. */
  public static final class Reader {
    private final DataInputStream in;

    /** From there; reads not a byte more than asked for. */
    public Reader(InputStream in) {
      this.in = new DataInputStream(in);
    }

    /**
     * Takes a text out.
     *
     * @throws EOFException when it is not whole
     */
    public String text() throws IOException {
      int length = in.readInt();
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Takes a list of texts out.
     *
     * @throws EOFException when it is not whole
     */
    public List<String> texts() throws IOException {
      int size = in.readInt();
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        texts.add(text());
      }
      return texts;
    }

    /**
     * Takes texts by name out.
     *
     * @throws EOFException when it is not whole
     */
    public Map<String, String> named() throws IOException {
      List<String> flat = texts();
      Map<String, String> texts = new HashMap<>();
      for (int i = 0; i + 1 < flat.size(); i += 2) {
        texts.put(flat.get(i), flat.get(i + 1));
      }
      return texts;
    }

    /**
     * Takes a number out.
     *
     * @throws EOFException when it is not whole
     */
    public long number() throws IOException {
      return in.readLong();
    }
  }
}
