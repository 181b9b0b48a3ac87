package dev.tidalctl.haproxy;

import dev.tidalctl.tls.FirstCause;
import dev.tidalctl.tls.Handshakes;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.traffic.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command and its answer. It blocks: who waits for it bounds the conversation.
 *
 * @param tls for an address
 */
record Exchange(HaproxyEndpoint endpoint, Optional<TlsSetup> tls, Conversation conversation) {
  /** The longest answer, in bytes: some thousands of servers. */
  static final int LONGEST = 8 << 20;

  /** The answer of the first address at which somebody is. */
  String answer(String command) throws IOException {
    IOException nobody = new IOException("it has no address");
    for (SocketAddress each : addresses()) {
      try {
        return answer(each, command);
      } catch (IOException e) {
        if (conversation.spoken()) {
          throw e;
        }
        nobody = e;
      }
    }
    throw nobody;
  }

  private List<SocketAddress> addresses() throws IOException {
    return switch (endpoint) {
      case HaproxyEndpoint.Tcp(HostPort(String host, int port)) -> lookedUp(host, port);
      case HaproxyEndpoint.UnixSocket(var socket) -> List.of(UnixDomainSocketAddress.of(socket));
    };
  }

  private static List<SocketAddress> lookedUp(String host, int port) throws IOException {
    List<SocketAddress> addresses = new ArrayList<>();
    try {
      for (InetAddress each : InetAddress.getAllByName(host)) {
        addresses.add(new InetSocketAddress(each, port));
      }
    } catch (UnknownHostException e) {
      throw new IOException("no address is known for " + host, e);
    }
    return addresses;
  }

  private String answer(SocketAddress address, String command) throws IOException {
    try (SocketChannel channel = conversation.uses(open(address))) {
      channel.connect(address);
      byte[] answer =
          tls.isPresent() && endpoint instanceof HaproxyEndpoint.Tcp(HostPort server)
              ? overTls(secured(tls.get(), channel, server), command)
              : answer(
                  Channels.newInputStream(channel), Channels.newOutputStream(channel), command);
      if (answer.length > LONGEST) {
        throw new IOException("it answers more than 8 MiB");
      }
      if (answer.length == 0 || answer[answer.length - 1] != '\n') {
        throw new IOException("it hung up before its answer was whole");
      }
      return new String(answer, StandardCharsets.UTF_8);
    }
  }

  private static Socket secured(TlsSetup tls, SocketChannel channel, HostPort server)
      throws IOException {
    try {
      return tls.over(channel.socket(), server);
    } catch (IOException e) {
      throw new IOException(Words.of(Handshakes.why(e)), e);
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  /** Who does not accept what we have shown may say so after the handshake, or just hang up. */
  private byte[] overTls(Socket secured, String command) throws IOException {
    try {
      return answer(secured.getInputStream(), secured.getOutputStream(), command);
    } catch (IOException e) {
      throw Handshakes.failed(e)
          ? e
          : new IOException(
              "it hung up (%s), perhaps over our certificate, or for want of one"
                  .formatted(FirstCause.words(e)),
              e);
    }
  }

  private byte[] answer(InputStream in, OutputStream out, String command) throws IOException {
    conversation.speaks();
    out.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    return in.readNBytes(LONGEST + 1);
  }
}
