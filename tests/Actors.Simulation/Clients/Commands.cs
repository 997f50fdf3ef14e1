using Actors.Simulation.Entities;

namespace Actors.Simulation.Clients;

/// <summary>Draws commands, each with a token of its own.</summary>
internal static class Commands
{
    public static (EntityKey Target, object Command, long Token) Next(SimulatedWorld world)
    {
        var random = world.Random;
        var token = world.NextToken();
        return random.Below(20) switch
        {
            < 7 => (random.Pick(TestModel.Accounts), new AccountCommand.Deposit(token, random.Between(1, 50), random.Between(1, 3)), token),
            < 11 => (random.Pick(TestModel.Accounts), new AccountCommand.Withdraw(token, random.Between(1, 60)), token),
            11 => (random.Pick(TestModel.Accounts), new AccountCommand.Touch(token), token),
            12 => (random.Pick(TestModel.Accounts), new AccountCommand.Break(token, world.Now.AddMilliseconds(random.Between(1, 8000))), token),
            < 16 => (random.Pick(TestModel.Counters), new Counter.Add(token), token),
            < 19 => (random.Pick(TestModel.Reminders), new ReminderCommand.Set(token, Name(random), world.Now.AddMilliseconds(random.Between(-100, 4000))), token),
            _ => (random.Pick(TestModel.Reminders), new ReminderCommand.Cancel(token, Name(random)), token),
        };
    }

    private static string Name(SeededRandom random) => random.Below(2) == 0 ? "first" : "second";
}
