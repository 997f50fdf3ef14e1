using Actors.TestKit.Simulation;

namespace Actors.Simulation.Entities;

/// <summary>Draws commands, each with a token of its own.</summary>
internal static class Commands
{
    public static OutgoingCommand Next(SimulatedMoment moment)
    {
        var (random, token, now) = (moment.Random, moment.Number, moment.Time);
        return random.Below(20) switch
        {
            < 7 => new(random.Pick(TestModel.Accounts), new AccountCommand.Deposit(token, random.Between(1, 50), random.Between(1, 3))),
            < 11 => new(random.Pick(TestModel.Accounts), new AccountCommand.Withdraw(token, random.Between(1, 60))),
            11 => new(random.Pick(TestModel.Accounts), new AccountCommand.Touch(token)),
            12 => new(random.Pick(TestModel.Accounts), new AccountCommand.Break(token, now.AddMilliseconds(random.Between(1, 8000)))),
            < 16 => new(random.Pick(TestModel.Counters), new Counter.Add(token)),
            < 19 => new(random.Pick(TestModel.Reminders), new ReminderCommand.Set(token, Name(random), now.AddMilliseconds(random.Between(-100, 4000)))),
            _ => new(random.Pick(TestModel.Reminders), new ReminderCommand.Cancel(token, Name(random))),
        };
    }

    private static string Name(SeededRandom random) => random.Below(2) == 0 ? "first" : "second";
}
