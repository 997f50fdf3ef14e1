using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Streams.Tests.RabbitMq.Programs;
using Actors.TestKit.Processes;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>Readers in processes of their own that are killed while they read.</summary>
public sealed partial class KilledReaderTests
{
    private const int Count = 3_000;
    private static readonly int Kills = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 20 : 3;
    private static readonly int Share = Count / (Kills + 1);

    [Theory]
    [InlineData(ReaderProgram.Queue)]
    [InlineData(ReaderProgram.Stream)]
    [Trait("Invariant", "I3")]
    public async Task Messages_take_effect_once_and_in_order_while_their_reader_is_killed(string kind)
    {
        var broker = await RabbitMqBroker.Shared;
        var input = RabbitMqBroker.NewName("killed");
        await (kind == ReaderProgram.Queue ? broker.CreateQueue(input) : broker.CreateStream(input));
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            kind, input, broker.Server.Port.ToString(CultureInfo.InvariantCulture), folder["journal.db"], Count.ToString(CultureInfo.InvariantCulture),
        ];
        for (var life = 0; life < Kills; life++)
        {
            await using var reader = NodeProcess.Start(Program, arguments);
            await broker.Send(input, Numbered(life * Share, Share)); // While it starts or reads; never all, or a fast one ends before it is killed.
            await reader.Printed(Accepted());
            await reader.Kill();
        }

        await broker.Send(input, Numbered(Kills * Share, Count - (Kills * Share)));
        await using var last = NodeProcess.Start(Program, arguments);
        var ended = await last.End();
        Assert.True(ended.ExitCode == 0, ended.Error);
        var coins = Coins().Match(ended.Output).Groups[1].Value.Split(' ').Select(c => long.Parse(c, CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, Count).Select(n => (long)n), coins);
    }

    private static string Program => typeof(KilledReaderTests).Assembly.Location;

    private static IEnumerable<(string? Id, string Text)> Numbered(int first, int count) =>
        Enumerable.Range(first, count).Select(n => ((string?)string.Create(CultureInfo.InvariantCulture, $"m{n}"), string.Create(CultureInfo.InvariantCulture, $"a {n}")));

    [GeneratedRegex("^accepted [0-9]+", RegexOptions.Multiline)]
    private static partial Regex Accepted();

    [GeneratedRegex("^coins ([0-9 ]+)", RegexOptions.Multiline)]
    private static partial Regex Coins();
}
