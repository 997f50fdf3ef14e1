using System.Globalization;

namespace Actors.Membership;

/// <summary>
/// One life of a node: its name and the number of that life. A process that starts again under the same name is another
/// <see cref="NodeId"/>, so what the earlier one owned is never taken for its own.
/// </summary>
public readonly record struct NodeId
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLengthMax = 200;

    private const char Separator = '#';

    /// <summary>Creates an id.</summary>
    /// <param name="name">The configured name: 1 to <see cref="NameLengthMax"/> characters, no control characters.</param>
    /// <param name="incarnation">Counts the lives of all nodes; given by the membership store, from 1.</param>
    /// <exception cref="ArgumentException">The name is not one, or the incarnation is below 1.</exception>
    public NodeId(string name, long incarnation)
    {
        if (!PlainText.IsValid(name, NameLengthMax))
        {
            throw new ArgumentException($"'{name}' is not a node name: use 1 to {NameLengthMax} characters without control characters.", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(incarnation, 1);
        Name = name;
        Incarnation = incarnation;
    }

    /// <summary>The configured name.</summary>
    public string Name { get; }

    /// <summary>Which life it is.</summary>
    public long Incarnation { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote; the name may hold the separator itself.</summary>
    /// <returns>Whether the text is an id.</returns>
    public static bool TryParse(string? text, out NodeId node)
    {
        node = default;
        var at = text?.LastIndexOf(Separator) ?? -1;
        if (at < 1
            || !long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var incarnation)
            || incarnation < 1
            || !PlainText.IsValid(text![..at], NameLengthMax))
        {
            return false;
        }

        node = new NodeId(text[..at], incarnation);
        return true;
    }

    /// <summary>The name and the number, such as <c>node-a#3</c>: the form in which a shard's row names its owner.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}{Separator}{Incarnation}");
}
