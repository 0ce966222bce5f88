"""Values with their types, as JSON can hold them; `Spelt` of verdicts.ts reads them."""
import base64


def spelt(value):
    """A value with its type, in JSON: text, booleans and null as they are."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, float)):
        return {type(value).__name__: repr(value)}
    if isinstance(value, bytes):
        return {'bytes': base64.b64encode(value).decode()}
    if isinstance(value, (list, tuple)):
        return [spelt(item) for item in value]
    if isinstance(value, dict):
        return {'dict': [[spelt(key), spelt(item)] for key, item in value.items()]}
    return {'other': type(value).__name__}
