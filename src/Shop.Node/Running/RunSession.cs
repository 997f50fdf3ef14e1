using System.Diagnostics;
using System.Globalization;
using Actors.DeadLettering;
using Actors.Hosting.Configuration;
using Actors.Journal;
using Actors.Persistence.Sql;
using Actors.Streams;
using Actors.Streams.Publishing;
using Shop.Node.Inputs;
using Shop.Node.Kafka;
using Shop.Node.Scenarios;

namespace Shop.Node.Running;

/// <summary>One <c>run</c>: start a node, feed it, reconcile, serve, stop.</summary>
internal static class RunSession
{
    /// <summary>Runs it; errors of the surroundings become one line and an exit code.</summary>
    public static async Task<int> Run(RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (options.Json is { } json && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(json))))
            {
                // Found out now, and not after the whole input.
                throw new DirectoryNotFoundException($"--json {json} cannot be written: its folder does not exist. Create it, or name another file.");
            }

            var scenario = options.Topic is not null || (options.IsServeOnly && options.Kafka is null) ? null : ScenarioFactory.Create(options);
            await using var kafka = options.Kafka is null ? null : KafkaPipeline.Open(options);
            await using var node = await ShopNode.Start(options, kafka, cancellationToken);
            return (scenario, options.Topic) switch
            {
                (not null, _) when options.IsServeOnly => await Follow(node, kafka!, scenario, cancellationToken),
                (not null, _) => await Run(options, node, kafka, scenario, cancellationToken),
                (_, not null) => await TopicSession.Run(node, kafka!, options, cancellationToken),
                _ => await Serve(node, cancellationToken),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine("shop: stopped; run it again with the same options to go on from here.");
            return options.ExitWhenDone ? ExitCode.Failed : ExitCode.Good;
        }
        catch (Exception exception) when (exception is SourceUnreadableException or IncompatibleDatabaseException or DatabaseInUseException
            or ShardCountMismatchException or DamagedDatabaseException or JournalUnavailableException or IOException
            or UnauthorizedAccessException or ArgumentException or InvalidConfigurationException or SinkUnavailableException or DllNotFoundException)
        {
            Console.Error.WriteLine($"shop: {Line(exception)}");
            return ExitCode.WrongUsage;
        }
    }

    /// <summary>The message in one line, without the parameter of a method that the caller never sees.</summary>
    private static string Line(Exception exception)
    {
        var message = exception is ArgumentException { ParamName: { } name }
            ? exception.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal)
            : exception.Message;
        return message.ReplaceLineEndings(" ");
    }

    private static async Task<int> Run(RunOptions options, ShopNode node, KafkaPipeline? kafka, IScenario scenario, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Listening on {node.Address}.");
        Console.WriteLine(scenario.Title);
        if (kafka is not null)
        {
            Console.WriteLine(kafka.Title);
        }

        var clock = Stopwatch.StartNew();
        var inputs = scenario.Connect(node.System, kafka?.Inputs(node.System) ?? new DirectInputs(node.System));
        var recordsBefore = Records(node);
        using (var showing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var progress = new ProgressLine(Console.Out, !Console.IsOutputRedirected, TimeProvider.System);
            var shown = progress.Show(() => ProgressOf(scenario, inputs), showing.Token);
            foreach (var input in inputs)
            {
                await input.Run(cancellationToken);
                await Patience.WhileUnavailable(() => scenario.Settle(node.System, node.ReadModels, cancellationToken), cancellationToken);
            }

            await showing.CancelAsync();
            await shown;
        }

        var summary = await Patience.WhileUnavailable(
            async () =>
            {
                await node.System.WaitForProjections(cancellationToken);
                var seconds = clock.Elapsed.TotalSeconds;
                return await Summarise(node, scenario, inputs, seconds, Records(node) - recordsBefore, cancellationToken);
            },
            cancellationToken);
        summary = kafka is null ? summary : await Check(summary, node, kafka, scenario, cancellationToken);
        SummaryTable.Write(Console.Out, summary);
        if (options.Json is { } json)
        {
            await summary.WriteJson(json, cancellationToken);
        }

        if (options.ExitWhenDone)
        {
            return summary.Reconciled ? ExitCode.Good : ExitCode.Failed;
        }

        return await Serve(node, cancellationToken);
    }

    /// <summary>Reconciles a second time, with what a consumer of the published events has seen.</summary>
    private static async Task<Summary> Check(
        Summary summary, ShopNode node, KafkaPipeline kafka, IScenario scenario, CancellationToken cancellationToken)
    {
        await kafka.WaitForEnd(node.System.Store, cancellationToken);
        var differences = await scenario.Check(kafka.Totals, node.ReadModels, cancellationToken);
        return summary with
        {
            Reconciled = summary.Reconciled && differences.Count == 0,
            Differences = [.. summary.Differences, .. differences],
            Published = kafka.Totals.Events,
            PublishedAgain = kafka.Totals.Repeated,
        };
    }

    private static (string What, long Done, long? Total) ProgressOf(IScenario scenario, IReadOnlyList<IInput> inputs) =>
        scenario.Settling is var (done, total)
            ? ("orders ended", done, total)
            : ("records", inputs.Sum(i => i.Read), scenario.RecordCount);

    /// <summary>Takes part in what another node feeds, until it is stopped.</summary>
    private static async Task<int> Follow(ShopNode node, KafkaPipeline kafka, IScenario scenario, CancellationToken cancellationToken)
    {
        var inputs = scenario.Connect(node.System, kafka.Inputs(node.System));
        Console.WriteLine(kafka.Title);
        var following = Task.WhenAll(inputs.OfType<FedInput>().Select(input => input.Follow(cancellationToken)));
        await Task.WhenAll(following, Serve(node, cancellationToken));
        return ExitCode.Good;
    }

    private static async Task<int> Serve(ShopNode node, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Serving on {node.Address} until Ctrl-C; try {node.Address}/sales/countries and {node.Address}/openapi/v1.json");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine("Stopping.");
        return ExitCode.Good;
    }

    private static async Task<Summary> Summarise(
        ShopNode node, IScenario scenario, IReadOnlyList<IInput> inputs, double seconds, long records, CancellationToken cancellationToken)
    {
        var totals = await scenario.Reconcile(node.ReadModels, cancellationToken);
        var commands = inputs.Sum(i => i.Counts.Accepted + i.Counts.Rejected + i.Counts.Repeated);
        return new Summary
        {
            Reconciled = totals.Differences.Count == 0,
            Differences = totals.Differences,
            Invoices = totals.Invoices,
            Lines = totals.Lines,
            Gross = Text(totals.Gross),
            Cancelled = Text(totals.Cancelled),
            Net = Text(totals.Gross + totals.Cancelled),
            Accepted = totals.Accepted,
            Rejected = totals.Rejected,
            Refused = totals.Units is null ? null : totals.Rejected,
            Units = totals.Units,
            DeadLettered = await node.System.Store.DeadLetters.Count(DeadLetterStatus.Waiting, cancellationToken),
            Seconds = Math.Round(seconds, 3),
            CommandsPerSecond = Math.Round(commands / seconds, 1),
            EventsPerSecond = Math.Round(records / seconds, 1),
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
        };
    }

    private static long Records(ShopNode node) => node.System.Store.Journal.ShardCount.All.Sum(s => node.System.Tail.Head(s).Value);

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);
}
