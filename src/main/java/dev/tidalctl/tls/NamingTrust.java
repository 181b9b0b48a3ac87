package dev.tidalctl.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts as another does, and says of a certificate that is not trusted which one it was. */
final class NamingTrust extends X509ExtendedTrustManager {
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

  private static void named(X509Certificate[] chain, Question question)
      throws CertificateException {
    try {
      question.ask();
    } catch (CertificateException refused) {
      throw chain.length == 0 ? refused : new UntrustedCertificate(why(chain, refused), refused);
    }
  }

  /** The first certificate out of its time explains all; else the chain leads to nobody known. */
  private static String why(X509Certificate[] chain, CertificateException refused) {
    for (X509Certificate certificate : chain) {
      try {
        certificate.checkValidity();
      } catch (CertificateExpiredException e) {
        return name(certificate) + " expired on " + day(certificate.getNotAfter());
      } catch (CertificateNotYetValidException e) {
        return name(certificate) + " is not valid before " + day(certificate.getNotBefore());
      }
    }
    return hasNoPath(refused)
        ? name(chain[0])
            + " is not signed by a trusted authority (it is signed by "
            + chain[chain.length - 1].getIssuerX500Principal().getName()
            + ")"
        : name(chain[0]) + " is not trusted (" + FirstCause.words(refused) + ")";
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
    named(chain, () -> decides.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    named(chain, () -> decides.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    named(chain, () -> decides.checkServerTrusted(chain, authType, engine));
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
