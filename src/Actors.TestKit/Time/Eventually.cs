using System.Runtime.CompilerServices;

namespace Actors.TestKit.Time;

/// <summary>Waits for conditions instead of for time: a test goes on as soon as it can, and fails with what it waited for.</summary>
public static class Eventually
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest wait where none is given: far more than a busy machine needs. 20 s.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits until a condition holds, in real time.</summary>
    /// <param name="condition">Cheap, and safe to call again and again.</param>
    /// <param name="state">Describes how things are when the time is over.</param>
    /// <param name="within">How long to wait; <see cref="Deadline"/> where left out.</param>
    /// <param name="text">The condition's source text, filled in by the compiler.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task Holds(
        Func<bool> condition,
        Func<object?>? state = null,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string text = "") =>
        Holds(() => Task.FromResult(condition()), state, within, text);

    /// <inheritdoc cref="Holds(Func{bool}, Func{object?}?, TimeSpan?, string)"/>
    public static async Task Holds(
        Func<Task<bool>> condition,
        Func<object?>? state = null,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (TimeProvider.System.GetElapsedTime(started) > (within ?? Deadline))
            {
                throw new TimeoutException($"Waited {within ?? Deadline} in vain for: {text}. State: {state?.Invoke() ?? "not told"}");
            }

            await Task.Delay(LookEvery, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
