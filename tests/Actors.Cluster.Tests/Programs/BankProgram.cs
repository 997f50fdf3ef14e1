using Actors.Cluster.Tests.Network;
using Actors.Journal;
using Actors.Schema;
using SmallBank;

namespace Actors.Cluster.Tests.Programs;

/// <summary>The bank: accounts that send each other money.</summary>
internal sealed class BankProgram : IClusterProgram
{
    /// <summary>What clients bring where nodes are reached over a network.</summary>
    public const string Token = "drills-are-for-everybody";

    private const int Accounts = 100;

    public string Project => "SmallBank.Node";

    public bool RunsInNetwork => true;

    public ActorModel Model { get; } = SmallBankModel.Create();

    public IReadOnlyList<string> Arguments(string name, string postgres, NetworkPlace? place) =>
    [
        "--Actors:Port", "0", "--Actors:Postgres", postgres, "--Actors:NodeName", name, "--Actors:Cluster:Port", "0",
        .. place is null ? [] : (string[])["--Actors:Address", place.Address, "--Actors:Http:Token", Token, "--Actors:Cluster:Address", place.Address],
    ];

    public IEnumerable<ProgramCommand> Openings() =>
        Enumerable.Range(0, Accounts).Select(account => For($"{account}", new AccountCommand.OpenAccount(500, 500)));

    public ProgramCommand? Next(Random random)
    {
        var account = random.Next(Accounts);
        var other = new EntityId($"{(account + random.Next(1, Accounts)) % Accounts}");
        return Mix.Operation(random.Next(100), random.Next(), other) is { } command ? For($"{account}", command) : null;
    }

    public ProgramCommand Probe(int number) => For($"probe-{number}", new AccountCommand.DepositChecking(1));

    public ProgramCommand? OpenProbe(int number) => For($"probe-{number}", new AccountCommand.OpenAccount(1, 1));

    public IProgramBooks OpenBooks() => new Books(new BankAudit(Model));

    private static ProgramCommand For(string account, AccountCommand command) => new(new EntityKey(Account.Type, new EntityId(account)), command);

    private sealed class Books(BankAudit audit) : IProgramBooks
    {
        public bool IsAtRest => audit.TransfersUnderWay == 0;

        public IEnumerable<string> Faults => audit.IsConserved ? [] : [audit.ToString()];

        public Task ReadOn(IJournal journal) => audit.ReadOn(journal, default);

        public override string ToString() => audit.ToString();
    }
}
