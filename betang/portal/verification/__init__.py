"""The page behind a paper's QR code: what it is and whether it still holds, for anybody, without signing in."""
