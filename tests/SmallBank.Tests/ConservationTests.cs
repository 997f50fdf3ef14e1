using Actors;
using Actors.Runtime;
using Actors.Schema;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;
using FsCheck;
using FsCheck.Fluent;

namespace SmallBank.Tests;

/// <summary>Random operations, some sent twice, on a store that fails now and then: no money appears or vanishes.</summary>
public sealed class ConservationTests
{
    private const int AccountCount = 5;
    private static readonly ActorModel Model = SmallBankModel.Create();
    private static readonly int Cases = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 1_000 : 40;

    private static readonly Gen<Step> Steps =
        from share in Gen.Choose(0, 99)
        from amount in Gen.Choose(0, 1_000)
        from account in Gen.Choose(0, AccountCount - 1)
        from distance in Gen.Choose(1, AccountCount)
        from fault in Gen.Frequency((8, Gen.Constant(Fault.None)), (1, Gen.Constant(Fault.Failure)), (1, Gen.Constant(Fault.LostAnswer)))
        from isRepeated in Gen.Elements(true, false)
        select new Step(share, amount, account, (account + distance) % (AccountCount + 1), fault, isRepeated);

    private enum Fault
    {
        None,
        Failure,
        LostAnswer,
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public void The_sum_of_all_balances_is_what_was_brought_and_not_taken() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true),
        Prop.ForAll(Steps.ArrayOf().ToArbitrary(), steps => Run(steps).GetAwaiter().GetResult()));

    private static async Task Run(Step[] steps)
    {
        await using var store = new InMemoryStore();
        await using var system = await ActorSystem.Start(Model, store);
        var brought = 0L;
        for (var account = 0; account < AccountCount; account++)
        {
            await Account(system, account).Ask(new AccountCommand.OpenAccount(100, 100));
            brought += 200;
        }

        for (var i = 0; i < steps.Length; i++)
        {
            brought += await Perform(system, store, steps[i], new CommandId($"step {i}"));
        }

        var audit = new BankAudit(Model);
        await Eventually.Holds(
            async () =>
            {
                await audit.ReadOn(store.Journal, default);
                return audit.TransfersUnderWay == 0;
            },
            () => audit);
        Assert.Equal((brought, 0L, true), (audit.Brought, audit.UnderWay, audit.IsConserved));
    }

    /// <returns>What the customer has brought by it.</returns>
    private static async Task<long> Perform(ActorSystem system, InMemoryStore store, Step step, CommandId id)
    {
        if (Mix.Operation(step.Share, step.Amount, new EntityId($"{step.Other}")) is not { } command)
        {
            return 0;
        }

        if (step.Fault == Fault.Failure)
        {
            store.Faults.FailNextCommit();
        }
        else if (step.Fault == Fault.LostAnswer)
        {
            store.Faults.LoseAnswerOfNextCommit();
        }

        var outcome = await Account(system, step.Account).Ask(command, new AskOptions { Id = id });
        if (step.IsRepeated)
        {
            var again = await Account(system, step.Account).Ask(command, new AskOptions { Id = id });
            Assert.Equal((outcome.Sequence, outcome.Version, outcome.Rejection), (again.Sequence, again.Version, again.Rejection));
            Assert.Equal(outcome.Events, again.Events);
        }

        return outcome.Events.Sum(@event => @event switch
        {
            AccountEvent.CheckingDeposited deposited => deposited.Amount,
            AccountEvent.SavingsTransacted transacted => transacted.Amount,
            AccountEvent.CheckWritten written => -written.Amount - written.Fee,
            _ => 0,
        });
    }

    private static EntityRef<AccountCommand> Account(ActorSystem system, int number) =>
        system.EntityRef<Account, AccountCommand, AccountEvent>($"{number}");

    /// <summary>One operation. The last account of all was never opened, so that money for it comes back.</summary>
    private sealed record Step(int Share, int Amount, int Account, int Other, Fault Fault, bool IsRepeated);
}
