"""The look of our mails, written on each tag because mail readers ignore style sheets more often than not."""

INK, SOFT, LINE, PAPER, GROUND = "#1f2933", "#52606d", "#d9dee4", "#ffffff", "#f4f2ee"
FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

TAGS = {
    "p": f"margin:0 0 16px;font-size:17px;line-height:1.55;color:{INK}",
    "h1": f"margin:28px 0 12px;font-size:24px;line-height:1.25;color:{INK}",
    "h2": f"margin:28px 0 12px;font-size:21px;line-height:1.3;color:{INK}",
    "h3": f"margin:24px 0 8px;font-size:18px;line-height:1.3;color:{INK}",
    "ul": f"margin:0 0 16px;padding-left:24px;font-size:17px;line-height:1.55;color:{INK}",
    "ol": f"margin:0 0 16px;padding-left:24px;font-size:17px;line-height:1.55;color:{INK}",
    "li": "margin:0 0 6px",
    "blockquote": f"margin:0 0 16px;padding:4px 0 4px 16px;border-left:4px solid {LINE};color:{SOFT}",
    "hr": f"margin:24px 0;border:0;border-top:1px solid {LINE}",
    "img": "max-width:100%;height:auto;border:0",
    "a": "color:#1d5c63;text-decoration:underline",
    "pre": "margin:0 0 16px;white-space:pre-wrap",
}
