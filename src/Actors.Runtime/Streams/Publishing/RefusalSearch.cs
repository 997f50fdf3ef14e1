using Actors.Streams.Publishing;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>Finds the record of a batch that its sink refuses for good, by halves, so that the others go out.</summary>
internal static class RefusalSearch
{
    /// <summary>Publishes a batch, in parts where one of its records is refused. The order stays.</summary>
    /// <param name="batch">What is to go out.</param>
    /// <param name="publish">Publishes a part of it.</param>
    /// <param name="refused">Deals with a record that is refused by itself; what it throws ends the publishing.</param>
    /// <typeparam name="T">A record, with whatever belongs to it.</typeparam>
    public static async Task Publish<T>(
        IReadOnlyList<T> batch, Func<IReadOnlyList<T>, Task> publish, Func<T, RecordRefusedException, Task> refused)
    {
        try
        {
            await publish(batch).ConfigureAwait(false);
        }
        catch (RecordRefusedException refusal) when (batch is [var only])
        {
            await refused(only, refusal).ConfigureAwait(false);
        }
        catch (RecordRefusedException) when (batch.Count > 1)
        {
            var half = batch.Count / 2;
            await Publish([.. batch.Take(half)], publish, refused).ConfigureAwait(false);
            await Publish([.. batch.Skip(half)], publish, refused).ConfigureAwait(false);
        }
    }
}
