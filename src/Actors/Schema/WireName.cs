using System.Globalization;

namespace Actors.Schema;

/// <summary>
/// The name and version under which a message stands in journals and on the wire; never its CLR name. Text form:
/// <c>order-placed:2</c>.
/// </summary>
public readonly record struct WireName
{
    /// <summary>The longest name, in characters, without the version.</summary>
    public const int LengthMax = 60;

    // Every record that is written asks for it.
    private readonly string _text;

    /// <summary>Creates a name.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, beginning with a letter.</param>
    /// <param name="version">1 to 999; raised when the form of the message changes.</param>
    /// <exception cref="ArgumentException">Name or version break these rules.</exception>
    public WireName(string name, int version)
    {
        if (!Kebab.IsValid(name, LengthMax) || version is < 1 or > 999)
        {
            throw new ArgumentException(
                $"'{name}:{version}' is not a wire name: use at most {LengthMax} lower-case letters, digits and hyphens, and a version from 1 to 999.",
                nameof(name));
        }

        Name = name;
        Version = version;
        _text = string.Create(CultureInfo.InvariantCulture, $"{name}:{version}");
    }

    /// <summary>The name without the version.</summary>
    public string Name { get; }

    /// <summary>The version, 1 or more.</summary>
    public int Version { get; }

    /// <summary>Reads the form <c>name:version</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static WireName Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && Kebab.IsValid(text[..colon], LengthMax) && version is >= 1 and <= 999
            ? new WireName(text[..colon], version)
            : throw new FormatException($"'{text}' is not a wire name: write name:version, such as order-placed:1.");
    }

    /// <summary>The form <c>name:version</c>, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => _text;
}
