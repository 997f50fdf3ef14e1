using System.Text;

namespace Shop.Retail;

/// <summary>
/// Walks over the fields of one RFC 4180 record without copying; only a field that has doubled quotes is unescaped.
/// A caller asks for each field in turn.
/// </summary>
/// <param name="record">The record, without its line end.</param>
internal ref struct CsvFields(ReadOnlySpan<byte> record)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = record;
    private bool _isAtEnd;

    /// <summary>Whether every field has been taken.</summary>
    public readonly bool IsAtEnd => _isAtEnd;

    /// <summary>Takes the next field's bytes; those of a quoted field still have its inner quotes doubled.</summary>
    /// <returns>Whether there was a field, and its quotes were right.</returns>
    public bool TryNext(out ReadOnlySpan<byte> field, out bool isQuoted)
    {
        isQuoted = false;
        field = default;
        if (_isAtEnd)
            return false;

        if (!_rest.IsEmpty && _rest[0] == '"')
        {
            isQuoted = true;
            return TryNextQuoted(out field);
        }

        var comma = _rest.IndexOf((byte)',');
        field = comma < 0 ? _rest : _rest[..comma];
        Advance(comma < 0 ? _rest.Length : comma);
        return !field.Contains((byte)'"');
    }

    /// <summary>Takes the next field as text.</summary>
    /// <returns>Whether there was a field, its quotes were right, and it is UTF-8.</returns>
    public bool TryNextText(out string text)
    {
        text = "";
        if (!TryNext(out var field, out var isQuoted))
            return false;

        try
        {
            text = StrictUtf8.GetString(field);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        if (isQuoted && text.Contains('"', StringComparison.Ordinal))
            text = text.Replace("\"\"", "\"", StringComparison.Ordinal);

        return true;
    }

    private bool TryNextQuoted(out ReadOnlySpan<byte> field)
    {
        field = default;
        var from = 1;
        while (true)
        {
            var quote = _rest[from..].IndexOf((byte)'"');
            if (quote < 0)
                return false;

            var end = from + quote;
            if (end + 1 == _rest.Length || _rest[end + 1] == ',')
            {
                field = _rest[1..end];
                Advance(end + 1);
                return true;
            }

            if (_rest[end + 1] != '"')
                return false;

            from = end + 2;
        }
    }

    private void Advance(int length)
    {
        _isAtEnd = length == _rest.Length;
        _rest = _isAtEnd ? default : _rest[(length + 1)..];
    }
}
