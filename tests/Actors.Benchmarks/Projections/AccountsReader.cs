using System.Data.Common;
using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Runtime;

namespace Actors.Benchmarks.Projections;

/// <summary>
/// A reader who looks all the time and knows what must be there: each account has as many rows as its sums say, one for each of its
/// versions, never fewer than at the look before; and what he has booked himself is there as soon as the read model has come to it.
/// </summary>
internal sealed class AccountsReader(ActorSystem system, ISqlReadModels models, int accounts, int eventsPerAccount)
{
    private const int OwnEvery = 10;
    private const string Query = """
        SELECT max(a.bookings), max(a.balance), count(*), sum(b.amount), max(b.version)
        FROM accounts a JOIN bookings b ON b.account = a.account WHERE a.account = @account
        """;

    private static readonly EntityKey Own = new(Account.Type, new EntityId("reader"));
    private static readonly ReaderName Name = new("bookings");
    private readonly Draw _draw = new(17);
    private readonly long[] _seen = [.. Enumerable.Repeat((long)eventsPerAccount, accounts)];
    private volatile bool _isOver;

    /// <summary>How long a look took.</summary>
    public Histogram Latencies { get; } = new();

    /// <summary>How many commands the reader has sent himself.</summary>
    public long Booked { get; private set; }

    /// <summary>Looks that failed or saw what cannot be.</summary>
    public long Errors { get; private set; }

    /// <summary>The first of them.</summary>
    public string? FirstError { get; private set; }

    /// <summary>Looks until told to stop.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await using var connection = await models.OpenRead(cancellationToken);
        await using var query = connection.CreateCommand();
        query.CommandText = Query;
        var account = query.CreateParameter();
        account.ParameterName = "account";
        query.Parameters.Add(account);
        for (var look = 1L; !_isOver; look++)
        {
            try
            {
                await (look % OwnEvery == 0 ? LookAtOwn(query, account, cancellationToken) : LookAtAny(query, account, cancellationToken));
            }
            catch (DbException exception)
            {
                Wrong(exception.Message);
            }

            await Window.Pass(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    /// <summary>Ends it.</summary>
    public Task Stop(Task running)
    {
        _isOver = true;
        return running;
    }

    private async Task LookAtAny(DbCommand query, DbParameter account, CancellationToken cancellationToken)
    {
        var number = _draw.Next(_seen.Length);
        var seen = await Look(query, account, $"a{number}", cancellationToken);
        if (seen < _seen[number])
        {
            Wrong($"a{number} has {seen} bookings after {_seen[number]}");
        }

        _seen[number] = seen;
    }

    private async Task LookAtOwn(DbCommand query, DbParameter account, CancellationToken cancellationToken)
    {
        var outcome = await system.Region.Ask(Own, Account.CommandOf(100, 1), AskOptions.Default, cancellationToken);
        Booked++;
        if (!await system.WaitForProjection(Name, [new JournalOffset(outcome.Shard, outcome.Sequence)], TimeSpan.FromSeconds(30), cancellationToken))
        {
            Wrong($"booking {Booked} of the reader did not come within 30 s");
        }
        else if (await Look(query, account, "reader", cancellationToken) is var seen && seen != Booked)
        {
            Wrong($"the reader has {seen} bookings after {Booked}");
        }
    }

    private async Task<long> Look(DbCommand query, DbParameter account, string name, CancellationToken cancellationToken)
    {
        account.Value = name;
        var started = Stopwatch.GetTimestamp();
        await using var row = await query.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken) || await row.IsDBNullAsync(0, cancellationToken))
        {
            Wrong($"{name} is not there");
            return 0;
        }

        long[] values = [.. Enumerable.Range(0, row.FieldCount).Select(i => Convert.ToInt64(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))];
        Latencies.Add((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
        if (values.Any(value => value != values[0]))
        {
            Wrong($"{name} has sums and rows that differ: {string.Join(", ", values)}");
        }

        return values[0];
    }

    private void Wrong(string what)
    {
        Errors++;
        FirstError ??= what;
    }
}
