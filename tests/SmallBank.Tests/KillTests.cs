using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors;
using Actors.Journal;
using Actors.Runtime;
using Actors.Schema;
using Actors.TestKit.Audits;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Xunit.Abstractions;

namespace SmallBank.Tests;

/// <summary>
/// The bank's process is killed at random moments while clients send commands over HTTP, each again and again with its key until it
/// is answered. Afterwards every answered command stands in the journal once, and the sums hold.
/// </summary>
public abstract partial class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Accounts = 40;
    private const int Clients = 8;
    private static readonly int Kills = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 200 : 20;
    private static readonly ActorModel Model = SmallBankModel.Create();
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<(EntityKey Account, CommandId Id, CommandAnswer Answer)> _answers = [];

    protected string Folder => _folder["data"];

    /// <summary>The settings that make a node use a fresh database.</summary>
    protected abstract Task<string[]> CreateDatabase();

    /// <summary>Opens that database when no node uses it.</summary>
    protected abstract Task<IJournalStore> Open();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task Survive(int seed)
    {
        string[] arguments = ["--Actors:Port", "0", .. await CreateDatabase()];
        await using var node = new RestartingNode(() => NodeProcess.Start(NodeProcess.ProgramOf("SmallBank.Node"), arguments), ListeningLine());
        await node.Start();
        using var client = new RetryingClient(node);
        for (var account = 0; account < Accounts; account++)
        {
            await Send(client, account, new AccountCommand.OpenAccount(500, 500), $"open {account}");
        }

        await new RandomKills(node, seed).Run(Kills, Clients, async (number, random) =>
        {
            var account = random.Next(Accounts);
            var other = new EntityId($"{(account + random.Next(1, Accounts)) % Accounts}");
            if (Mix.Operation(random.Next(100), random.Next(), other) is { } command)
            {
                await Send(client, account, command, $"{number} {random.NextInt64()}");
            }
        });
        await node.Process.Terminate();
        (await node.Process.End()).Good();

        output.WriteLine($"Seed {seed}: {Kills} kills, {_answers.Count} commands answered, {client.Retries} sent again");
        Assert.True(client.Retries > 0, "No kill hit a command under way.");
        await Audit();
    }

    private async Task Send(RetryingClient client, int account, AccountCommand command, string id)
    {
        var key = new EntityKey(SmallBank.Account.Type, new EntityId($"{account}"));
        var (name, json) = Model.Find(key.Type)!.Messages.Encode(command);
        var answer = await client.Post($"/entities/{key}/commands/{name.Name}", Encoding.UTF8.GetString(json.Span), id);
        _answers.Enqueue((key, new CommandId(id), answer));
    }

    private async Task Audit()
    {
        await using var store = await Open();
        var bank = new BankAudit(Model);
        await using (var system = await ActorSystem.Start(Model, store))
        {
            // The last transfers may have left and not arrived when the process stopped.
            await Eventually.Holds(
                async () =>
                {
                    await bank.ReadOn(store.Journal, default);
                    return bank.TransfersUnderWay == 0;
                },
                () => bank);
        }

        var journal = await JournalAudit.Of(store);
        Assert.All(_answers, a => Assert.Equal(a.Answer.IsAccepted ? RecordKind.Event : RecordKind.Rejection, journal.OutcomeOf(a.Account, a.Id)));
        Assert.Equal(_answers.Count, journal.CommandCount);
        Assert.True(bank.IsConserved, bank.ToString());
        Assert.Equal(_answers.Sum(a => Brought(a.Answer)), bank.Brought);
    }

    /// <summary>What the customer was told that the bank now has more, or less.</summary>
    private static long Brought(CommandAnswer answer)
    {
        if (!answer.IsAccepted)
        {
            return 0;
        }

        using var json = JsonDocument.Parse(answer.Text);
        return json.RootElement.GetProperty("events").EnumerateArray().Sum(@event =>
        {
            var payload = @event.GetProperty("payload");
            return @event.GetProperty("type").GetString() switch
            {
                "account-opened:1" => payload.GetProperty("savings").GetInt64() + payload.GetProperty("checking").GetInt64(),
                "checking-deposited:1" or "savings-transacted:1" => payload.GetProperty("amount").GetInt64(),
                "check-written:1" => -payload.GetProperty("amount").GetInt64() - payload.GetProperty("fee").GetInt64(),
                _ => 0,
            };
        });
    }

    [GeneratedRegex(@"^Listening on (\S+?)\.?$", RegexOptions.Multiline)]
    private static partial Regex ListeningLine();
}
