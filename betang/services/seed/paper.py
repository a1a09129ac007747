"""A small real PDF of one page that says that it is an example."""

WORDS = b"BT /F1 18 Tf 60 760 Td (Contoh dokumen, bukan milik siapa pun) Tj ET"
PARTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(WORDS), WORDS),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def written() -> bytes:
    """Put the parts together with the table of where each begins."""
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(PARTS, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(PARTS) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


PAPER = written()
