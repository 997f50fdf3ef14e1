using System.Text.Json.Serialization;
using Actors.Schema;

namespace Actors.Benchmarks;

/// <summary>The measured entity: each command leads to one event of about the size given.</summary>
internal sealed record Account(long Balance, long Bookings) : IEntity<Account, Account.Book, Account.Booked>
{
    public static EntityType Type => new("account");

    public static Account Initial { get; } = new(0, 0);

    public static EntityDefinition Definition { get; } =
        EntityDefinition.For<Account, Book, Booked>(AccountJson.Default).Command<Book>("book").Event<Booked>("booked").Build();

    public static Decision<Booked> Decide(Account state, Book command, in DecisionContext context) =>
        command.Amount == 0
            ? new Rejection("nothing-to-book", "The amount is zero.")
            : new Booked(command.Amount, state.Balance + command.Amount, command.Text);

    public static Account Evolve(Account state, Booked @event) => new(@event.Balance, state.Bookings + 1);

    internal sealed record Book(long Amount, string Text);

    internal sealed record Booked(long Amount, long Balance, string Text);
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Account.Book))]
[JsonSerializable(typeof(Account.Booked))]
internal sealed partial class AccountJson : JsonSerializerContext;
