using System.Text;
using Actors.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests;

/// <summary>Generators of the values that many tests need.</summary>
internal static class Generate
{
    private static readonly Rune[] Runes = [.. "abcXYZ019 -_/:.~äß€日".EnumerateRunes(), new Rune(0x1F642)];

    /// <summary>Texts of 1 to 40 characters without control characters.</summary>
    public static Gen<string> Texts { get; } =
        from count in Gen.Choose(1, 20)
        from runes in Gen.Elements(Runes).ArrayOf(count)
        select string.Concat(runes.Select(r => r.ToString()));

    /// <summary>A text, or none.</summary>
    public static Gen<string?> OptionalTexts { get; } = Gen.OneOf(Gen.Constant((string?)null), Texts.Select(t => (string?)t));

    /// <summary>Names such as <c>order-placed</c>.</summary>
    public static Gen<string> KebabNames { get; } =
        from first in Gen.Choose('a', 'z')
        from count in Gen.Choose(0, 39)
        from rest in Gen.Elements("abcdefghijklmnopqrstuvwxyz0123456789-".ToCharArray()).ArrayOf(count)
        select (char)first + new string(rest);

    /// <summary>Wire names.</summary>
    public static Gen<WireName> WireNames { get; } =
        from name in KebabNames
        from version in Gen.Choose(1, 999)
        select new WireName(name, version);

    /// <summary>Entity keys.</summary>
    public static Gen<EntityKey> EntityKeys { get; } =
        from type in KebabNames
        from id in Texts
        select new EntityKey(new EntityType(type), new EntityId(id));

    /// <summary>Numbers from 0, small and large ones alike.</summary>
    public static Gen<long> Numbers { get; } =
        from bits in Gen.Choose(0, 63)
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select (((long)high << 32) | (uint)low) & (bits == 63 ? long.MaxValue : (1L << bits) - 1);

    /// <summary>Moments from year 1 to 9999, in UTC.</summary>
    public static Gen<DateTimeOffset> Times { get; } = Numbers.Select(n => new DateTimeOffset(n % DateTimeOffset.MaxValue.Ticks, TimeSpan.Zero));

    /// <summary>Up to 60 bytes.</summary>
    public static Gen<byte[]> Bytes { get; } =
        from count in Gen.Choose(0, 60)
        from bytes in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(count)
        select bytes;
}
