package dev.tidalctl.render.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How a page looks, on light and dark screens and on paper. Holds none of the characters that are
 * escaped, so that it is the same read as HTML and as XML. The colours are those of Okabe and Ito,
 * which people with any colour vision tell apart.
 */
final class Styles {
  /** The style sheet. */
  static final String SHEET =
      """
      :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--rule:#d0d7de;
      --grid:#e6eaee;--panel:#f6f8fa;--draining:#e69f00;--drained:#c3c9cf;--upgrading:#0072b2;
      --rejoining:#56b4e9;--good:#00795a;--bad:#b54300;--leads:#cc79a7;--work:#8c959f;
      --link:#0a58a8;--over:#1b1f24}
      @media screen and (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;
      --soft:#9da7b1;--rule:#3d444d;--grid:#21262d;--panel:#161b22;--draining:#b87f00;
      --drained:#4c545d;--upgrading:#2f8fcb;--rejoining:#3b82ad;--good:#3fb98f;--bad:#f0804a;
      --leads:#a85c86;--work:#6e7681;--link:#6cb6ff;--over:#e6edf3}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--paper);color:var(--ink);
      font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
      main{max-width:1120px;margin:0 auto;padding:16px}
      h1{font-size:1.1rem;font-weight:600;margin:0 0 4px;overflow-wrap:anywhere}
      h2{font-size:1.05rem;margin:28px 0 6px;padding-top:10px;border-top:1px solid var(--rule)}
      p{margin:4px 0 8px;overflow-wrap:anywhere}
      .verdict{border:1px solid var(--rule);border-left:8px solid var(--work);border-radius:6px;
      background:var(--panel);padding:12px 16px}
      .verdict .word{font-size:1.7rem;font-weight:700;line-height:1.2;margin:0 0 6px}
      .complete,.nothing-to-do{border-left-color:var(--good)}
      .complete .word,.nothing-to-do .word,.s-Complete{color:var(--good)}
      .failed,.refused{border-left-color:var(--bad)}
      .failed .word,.refused .word,.s-Failed{color:var(--bad)}
      .stopped,.unfinished{border-left-color:var(--draining)}
      .s-Complete,.s-Failed{font-weight:600;white-space:nowrap}
      dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:8px 20px;
      margin:10px 0 0}
      dt{color:var(--soft);font-size:.85rem}
      dd{margin:0;overflow-wrap:anywhere}
      pre{background:var(--paper);border:1px solid var(--rule);border-radius:4px;padding:8px 10px;
      margin:4px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
      code,pre{font:13px/1.45 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
      .note,nav{color:var(--soft);font-size:.9rem}
      nav a{display:inline-block;margin-right:14px}
      a{color:var(--link)}
      ul.warnings{margin:6px 0;padding-left:20px}
      figure{margin:0}
      .scroll{overflow-x:auto}
      svg{display:block;width:100%;min-width:760px;height:auto;color:var(--ink)}
      svg text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
      fill:var(--ink)}
      svg a{text-decoration:none}
      svg .name{text-anchor:end;font-size:12px}
      svg .tick{text-anchor:middle;fill:var(--soft);font-size:10.5px}
      svg .start{text-anchor:start}
      svg .end,svg .left{text-anchor:end}
      svg .skipped{fill:var(--soft)}
      svg .awayname,svg .in{paint-order:stroke;stroke:var(--paper);stroke-width:3px;
      stroke-linejoin:round}
      .grid{stroke:var(--grid)}
      .axis{stroke:var(--rule)}
      .bar{stroke:var(--ink);stroke-opacity:.55;stroke-width:.7}
      .p-draining{fill:var(--draining)}
      .p-drained{fill:var(--drained)}
      .p-upgrading{fill:var(--upgrading)}
      .p-rejoining{fill:var(--rejoining)}
      .p-short,.p-unanswered{fill:var(--bad);fill-opacity:.3}
      .p-died,.p-stopped{fill:var(--drained);fill-opacity:.28}
      .h-draining,.h-drained,.h-short,.h-unanswered,.h-died,.h-stopped{fill:none;
      stroke:var(--over);stroke-width:1;stroke-opacity:.6}
      .h-died{stroke:var(--bad);stroke-opacity:.75}
      .h-rejoining{fill:var(--over);fill-opacity:.7}
      .away{stroke:var(--soft);stroke-width:.6;pointer-events:none}
      .work{fill:var(--work)}
      .soak{fill:none;stroke:var(--ink);stroke-dasharray:2 2}
      .leads{fill:var(--leads);fill-opacity:.45;stroke:var(--ink);stroke-opacity:.5;
      stroke-width:.7}
      .m-done{fill:none;stroke:var(--good);stroke-width:2.4}
      .m-failed{fill:none;stroke:var(--bad);stroke-width:2.6}
      .m-retry,.m-warned{fill:var(--bad);stroke:var(--paper);stroke-width:.8}
      .m-warned{fill:var(--draining);stroke:var(--ink)}
      .m-stop{fill:var(--ink);stroke:var(--paper);stroke-width:.8}
      .m-gate{fill:var(--paper);stroke:var(--good);stroke-width:1.8}
      .stair{fill:none;stroke:var(--upgrading);stroke-width:2}
      .floor{fill:none;stroke:var(--bad);stroke-width:1.6;stroke-dasharray:6 4}
      .gate{stroke:var(--soft);stroke-dasharray:3 3;stroke-width:.8}
      .lag{fill:none;stroke:var(--upgrading);stroke-width:1.2}
      .dots{stroke:var(--upgrading);stroke-width:4.4;stroke-linecap:round}
      .answered{fill:var(--good);fill-opacity:.4}
      .moving{fill:var(--leads);stroke:var(--ink);stroke-width:.7}
      .key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:.85rem;margin:4px 0 8px;padding:0;
      list-style:none}
      .key svg{display:inline-block;min-width:0;width:24px;height:14px;vertical-align:-2px;
      margin-right:5px}
      details{margin:4px 0 0}
      summary{color:var(--soft);font-size:.85rem;cursor:pointer}
      table{border-collapse:collapse;font-size:.85rem;margin:6px 0;min-width:60%}
      th,td{text-align:left;padding:2px 10px 2px 0;border-bottom:1px solid var(--grid);
      vertical-align:top}
      td{white-space:nowrap}
      td:last-child:not(.n){white-space:normal;overflow-wrap:anywhere;min-width:15em}
      td:nth-child(8):last-child{min-width:32em}
      th{color:var(--soft);font-weight:600;white-space:nowrap}
      .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
      tr:target{background:var(--panel);outline:2px solid var(--link)}
      footer{color:var(--soft);font-size:.8rem;margin-top:24px}
      @media print{main{max-width:none;padding:0}body{font-size:11px}svg{min-width:0}
      .scroll{overflow:visible}nav,summary{display:none}
      figure,.verdict,tr{break-inside:avoid}h2,.note,.key{break-after:avoid}
      *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
      """;

  private Styles() {}

  /** A policy that lets a page use this sheet and nothing else. */
  static String policy() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(hash)
          + "'; base-uri 'none'; form-action 'none'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
