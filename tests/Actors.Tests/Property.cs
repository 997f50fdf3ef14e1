using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests;

/// <summary>Property tests inside plain facts. A nightly run tries fifty times as many cases.</summary>
internal static class Property
{
    private static readonly int Factor = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 50 : 1;

    /// <summary>Tries a check with many generated values; the report of a failure names the seed that repeats it.</summary>
    public static void Holds<T>(Gen<T> values, Action<T> check, int cases = 200) =>
        Check.One(ConfigOf(cases), Prop.ForAll(values.ToArbitrary(), check));

    /// <summary>Tries a check with many generated sequences; a failing one is reported as short as it can be made.</summary>
    public static void HoldsForSequences<T>(Gen<T> steps, Action<T[]> check) =>
        Check.One(ConfigOf(200), Prop.ForAll(Arb.From(steps.ArrayOf(), Shorter), check));

    private static Config ConfigOf(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases * Factor).WithQuietOnSuccess(true);

    private static IEnumerable<T[]> Shorter<T>(T[] sequence)
    {
        if (sequence.Length > 3)
        {
            yield return sequence[..(sequence.Length / 2)];
            yield return sequence[(sequence.Length / 2)..];
        }

        for (var i = 0; i < sequence.Length; i++)
        {
            yield return [.. sequence[..i], .. sequence[(i + 1)..]];
        }
    }
}
