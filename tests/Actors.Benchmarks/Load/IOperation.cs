namespace Actors.Benchmarks.Load;

/// <summary>What is measured: one command or read, from sending to its durable answer. Thread-safe.</summary>
internal interface IOperation
{
    /// <summary>Sends one. An <see cref="AskTimeoutException"/> counts as an error; any other exception ends the measurement.</summary>
    Task Perform(Draw draw);
}
