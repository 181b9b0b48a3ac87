package dev.tidalctl.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts as another does, and says of a certificate that is not trusted which one it was. */
final class NamingTrust extends X509ExtendedTrustManager {
  /** By their numbers in RFC 5280, 4.2.1.6: dNSName and iPAddress. */
  private static final Set<Object> HOST_KINDS = Set.of(2, 7);

  private final X509ExtendedTrustManager decides;

  private NamingTrust(X509ExtendedTrustManager decides) {
    this.decides = decides;
  }

  static X509ExtendedTrustManager over(X509ExtendedTrustManager decides) {
    return new NamingTrust(decides);
  }

  /** One way of asking. */
  @FunctionalInterface
  private interface Question {
    void ask() throws CertificateException;
  }

  private void named(X509Certificate[] chain, String authType, Question question)
      throws CertificateException {
    try {
      question.ask();
    } catch (CertificateException refused) {
      throw chain.length == 0
          ? refused
          : new UntrustedCertificate(why(chain, authType, refused), refused);
    }
  }

  /** The first certificate out of its time explains all; else the chain leads to nobody known. */
  private String why(X509Certificate[] chain, String authType, CertificateException refused) {
    for (X509Certificate certificate : chain) {
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        return name(certificate) + " expired on " + day(certificate.getNotAfter());
      } catch (CertificateNotYetValidException e) {
        return name(certificate) + " is not valid before " + day(certificate.getNotBefore());
      }
    }
    if (hasNoPath(refused)) {
      return name(chain[0])
          + " is not signed by a trusted authority (it is signed by "
          + chain[chain.length - 1].getIssuerX500Principal().getName()
          + ")";
    }
    return isTrustedForOthers(chain, authType)
        ? Handshakes.otherHost(chain[0].getSubjectX500Principal().getName(), hosts(chain[0]))
        : name(chain[0]) + " is not trusted (" + FirstCause.words(refused) + ")";
  }

  /** Without a connection it is not asked for whom. */
  private boolean isTrustedForOthers(X509Certificate[] chain, String authType) {
    try {
      decides.checkServerTrusted(chain, authType);
      return true;
    } catch (CertificateException refused) {
      return false;
    }
  }

  private static String hosts(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? "no host"
          : names.stream()
              .filter(name -> HOST_KINDS.contains(name.get(0)))
              .map(name -> String.valueOf(name.get(1)))
              .collect(Collectors.joining(", "));
    } catch (CertificateParsingException e) {
      return "names that can't be read";
    }
  }

  private static boolean hasNoPath(Throwable refused) {
    for (Throwable t = refused; t != null; t = t.getCause()) {
      if (t instanceof CertPathBuilderException || t instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  private static String name(X509Certificate certificate) {
    return "its certificate " + certificate.getSubjectX500Principal().getName();
  }

  private static String day(Date date) {
    return date.toInstant().toString();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    named(chain, authType, () -> decides.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    named(chain, authType, () -> decides.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    named(chain, authType, () -> decides.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    decides.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return decides.getAcceptedIssuers();
  }
}
