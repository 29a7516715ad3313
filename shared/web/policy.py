"""What browsers may load and run on our pages (Content Security Policy level 3): no inline script or style."""

POLICY = (
    "default-src 'self'; img-src 'self' data:{images}; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


def policy(*, images: str = "") -> str:
    """``images``: one more origin that pictures may come from, such as the tiles of a map."""
    return POLICY.format(images=f" {images}" if images else "")
