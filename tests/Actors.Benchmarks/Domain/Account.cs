using Actors.Benchmarks.Load;
using Actors.Schema;

namespace Actors.Benchmarks.Domain;

/// <summary>The measured entity: each command leads to a number of events of about the size given.</summary>
internal readonly record struct Account(long Balance, long Bookings) : IEntity<Account, Account.Book, Account.Booked>
{
    /// <summary>What an event's payload holds besides its text: names, quotes and two numbers.</summary>
    public const int BytesBesideText = 40;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static EntityType Type { get; } = new("account");

    public static Account Initial { get; } = new(0, 0);

    public static EntityDefinition Definition { get; } =
        EntityDefinition.For<Account, Book, Booked>(AccountJson.Default).Command<Book>("book").Event<Booked>("booked").Build();

    public static ActorModel Model { get; } = new([Definition]);

    public static Decision<Booked> Decide(Account state, Book command, in DecisionContext context)
    {
        if (command.Events == 1)
        {
            return new Booked(command.Amount, state.Balance + command.Amount, command.Text);
        }

        var events = new Booked[command.Events];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = new Booked(command.Amount, state.Balance + (command.Amount * (i + 1)), command.Text);
        }

        return Decision<Booked>.Accept(events);
    }

    public static Account Evolve(Account state, Booked @event) => new(@event.Balance, state.Bookings + 1);

    /// <summary>A command whose events have payloads of about that many bytes.</summary>
    public static Book CommandOf(int payloadBytes, int events) => CommandsOf(payloadBytes, events, 1)[0];

    /// <summary>Commands with different texts of letters by chance, which no compression makes much shorter.</summary>
    public static Book[] CommandsOf(int payloadBytes, int events, int count)
    {
        var draw = new Draw(payloadBytes);
        return [.. Enumerable.Range(0, count).Select(_ => new Book(1, TextOf(payloadBytes - BytesBesideText, draw), events))];
    }

    private static string TextOf(int length, Draw draw) => string.Create(length, draw, (text, letters) =>
    {
        foreach (ref var letter in text)
        {
            letter = Letters[letters.Next(Letters.Length)];
        }
    });

    internal sealed record Book(long Amount, string Text, int Events);

    internal sealed record Booked(long Amount, long Balance, string Text);
}
