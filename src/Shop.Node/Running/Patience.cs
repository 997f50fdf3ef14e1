using System.Data.Common;
using Actors.Journal;

namespace Shop.Node.Running;

/// <summary>Waits for a database that is away.</summary>
internal static class Patience
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the work, again and again while the database is away. The work only reads.</summary>
    public static Task WhileUnavailable(Func<Task> work, CancellationToken cancellationToken) => WhileUnavailable(
        async () =>
        {
            await work();
            return true;
        },
        cancellationToken);

    /// <summary>Does the work, again and again while the database is away. The work only reads.</summary>
    public static async Task<T> WhileUnavailable<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (exception is JournalUnavailableException or DbException)
            {
                Console.Error.WriteLine($"shop: waiting for the database: {exception.Message.ReplaceLineEndings(" ")}");
                await Task.Delay(Between, TimeProvider.System, cancellationToken);
            }
        }
    }
}
