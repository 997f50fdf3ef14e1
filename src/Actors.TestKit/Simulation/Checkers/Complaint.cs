using System.Runtime.CompilerServices;
using System.Text;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>A text that is put together only where a condition is not met: checks run millions of times.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Complaint
{
    private readonly StringBuilder? _text;

    public Complaint(int literalLength, int formattedCount, bool condition, out bool isNeeded)
    {
        isNeeded = !condition;
        _text = isNeeded ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public override string ToString() => _text?.ToString() ?? string.Empty;
}
