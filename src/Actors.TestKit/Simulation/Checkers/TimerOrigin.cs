using Actors.Journal;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>How a timer's firing is named in the origin of its command, so that its outcome can be told from outside.</summary>
internal static class TimerOrigin
{
    public static string Of(string name, SequenceNumber setAt) => $"timer {name} set at {setAt}";
}
