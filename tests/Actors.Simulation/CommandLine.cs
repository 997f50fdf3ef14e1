using System.Diagnostics;
using System.Globalization;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.Simulation;

/// <summary>The program: reads its options, runs seeds and says what became of them.</summary>
internal static class CommandLine
{
    private const string Help = """
        Usage: ./actors simulate [OPTIONS]

        Drives the real machines of shards and of the cluster through seeded faults in a simulated world, and checks the invariants from outside.
        The same seed always gives the same run. docs/correctness.md tells what is simulated and what it proves.

          --seeds FIRST..LAST  runs these seeds (default 1..1000)
          --fresh COUNT        runs so many seeds that nobody has run before, and says which
          --seed N             runs one seed
          --trace              with --seed: prints everything that happened, step by step
          --plant FAULT        makes one deliberate mistake, to see a checker find it:
                               NoEpochCheck, AckBeforeCommit, FloorTooEarly, BlindRetry, LostAnswerAsFailure,
                               FencedTakenForCertain, StaleLoad, UnaddressedResend, SpeculativeSnapshot,
                               ForgottenParking, DoubleReply, OffsetBeforeApply, SkippingProjection, UnfencedProjection,
                               AnonymousTimer, ClaimWithoutComparing, LeaseByWallClock, NoGrace, NoTurns, ReleaseBeforeCommit

        Exit code: 0 all seeds passed, 1 a seed failed (its number and how to replay it are printed), 2 wrong options.
        """;

    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var (first, last, fault, isTraced, isSingle) = (1UL, 1000UL, PlantedFault.None, false, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : string.Empty;
            switch (arguments[i])
            {
                case "--help" or "-h":
                    output.WriteLine(Help);
                    return 0;
                case "--trace":
                    isTraced = true;
                    continue;
                case "--seed" when ulong.TryParse(value, CultureInfo.InvariantCulture, out first):
                    (last, isSingle) = (first, true);
                    break;
                case "--seeds" when TryParseRange(value, out first, out last):
                    break;
                case "--fresh" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0:
                    first = TestKit.Simulation.Simulation.FreshSeed();
                    last = first + (ulong)count - 1;
                    break;
                case "--plant" when Enum.TryParse(value, out fault) && Enum.IsDefined(fault):
                    break;
                default:
                    error.WriteLine($"simulate: '{arguments[i]}{(value.Length > 0 ? " " + value : string.Empty)}' is not an option; see ./actors simulate --help");
                    return 2;
            }

            i++;
        }

        if (isTraced && !isSingle)
        {
            error.WriteLine("simulate: --trace needs --seed N");
            return 2;
        }

        return isSingle ? RunOne(first, fault, isTraced, output) : RunMany(first, last, fault, output);
    }

    private static int RunOne(ulong seed, PlantedFault fault, bool isTraced, TextWriter output)
    {
        var result = Seeds.Run(seed, fault, isTraced);
        foreach (var line in result.Story)
        {
            output.WriteLine(line);
        }

        output.WriteLine($"seed {seed}: {result.Failure ?? "passed"}, {result.Steps} steps, trace hash {result.Hash:x16}");
        return result.Failure is null ? 0 : 1;
    }

    private static int RunMany(ulong first, ulong last, PlantedFault fault, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        output.WriteLine($"seeds {first}..{last}");
        for (var from = first; from <= last;)
        {
            var count = (int)Math.Min(500, last - from + 1);
            if (Seeds.FirstFailure(from, count, fault) is { } failed)
            {
                output.WriteLine($"seed {failed.Seed} failed after {failed.Steps} steps: {failed.Failure}");
                output.WriteLine($"replay it with: ./actors simulate --seed {failed.Seed} --trace{(fault == PlantedFault.None ? string.Empty : $" --plant {fault}")}");
                return 1;
            }

            from += (ulong)count;
            output.WriteLine($"{from - first} of {last - first + 1} seeds passed, {(from - first) / watch.Elapsed.TotalMinutes:F0} a minute");
        }

        output.WriteLine($"{last - first + 1} seeds passed in {watch.Elapsed.TotalSeconds:F1} s");
        return 0;
    }

    private static bool TryParseRange(string text, out ulong first, out ulong last)
    {
        last = 0;
        var parts = text.Split("..");
        return ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out first)
            && parts.Length == 2 && ulong.TryParse(parts[1], CultureInfo.InvariantCulture, out last) && first <= last;
    }
}
