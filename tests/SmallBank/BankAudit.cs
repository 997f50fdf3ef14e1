using Actors;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace SmallBank;

/// <summary>
/// Follows a journal and adds up the money: what customers brought and took must be what accounts hold and what is under way.
/// One caller at a time.
/// </summary>
public sealed class BankAudit(ActorModel model)
{
    private const int PageMax = 5000;
    private readonly Dictionary<EntityKey, Account> _accounts = [];
    private readonly Dictionary<ShardId, SequenceNumber> _places = [];

    /// <summary>What was opened with, deposited and put into savings, less what was taken out, cashed and charged.</summary>
    public long Brought { get; private set; }

    /// <summary>What has left one account and has not arrived at another.</summary>
    public long UnderWay { get; private set; }

    /// <summary>How many transfers have left and not arrived; one of a sum of zero counts as well.</summary>
    public long TransfersUnderWay { get; private set; }

    /// <summary>What all accounts hold.</summary>
    public long Held => _accounts.Values.Sum(a => a.Savings + a.Checking);

    /// <summary>Whether no money has appeared or vanished.</summary>
    public bool IsConserved => Held + UnderWay == Brought;

    /// <summary>Reads what was committed since the last call.</summary>
    public async Task ReadOn(IJournal journal, CancellationToken cancellationToken)
    {
        foreach (var shard in journal.ShardCount.All)
        {
            while (await journal.Read(shard, _places.GetValueOrDefault(shard), PageMax, cancellationToken) is [.., var last] page)
            {
                foreach (var record in page)
                {
                    Add(record);
                }

                _places[shard] = last.Sequence;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"brought {Brought}, held {Held}, under way {UnderWay} in {TransfersUnderWay} transfers";

    private void Add(JournalRecord record)
    {
        if (model.EventOf(record) is not AccountEvent @event)
        {
            return;
        }

        var account = _accounts.GetValueOrDefault(record.Entity, Account.Initial);
        _accounts[record.Entity] = Account.Evolve(account, @event);
        Brought += @event switch
        {
            AccountEvent.AccountOpened opened => opened.Savings + opened.Checking,
            AccountEvent.CheckingDeposited deposited => deposited.Amount,
            AccountEvent.SavingsTransacted transacted => transacted.Amount,
            AccountEvent.CheckWritten written => -written.Amount - written.Fee,
            _ => 0,
        };
        var (transfers, amount) = @event switch
        {
            AccountEvent.PaymentSent sent => (1, sent.Amount),
            AccountEvent.FundsAmalgamated all => (1, all.Savings + all.Checking),
            AccountEvent.FundsReceived received => (-1, -received.Amount),
            AccountEvent.FundsReturned returned => (-1, -returned.Amount),
            _ => (0, 0),
        };
        TransfersUnderWay += transfers;
        UnderWay += amount;
    }
}
