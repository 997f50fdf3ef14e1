namespace Actors.Streams;

/// <summary>A source that knows how far its end is; one that implements <see cref="ISource"/> may implement this as well. Thread-safe.</summary>
public interface ISourceLag
{
    /// <summary>How many records stand behind a position, as far as is known without asking; <see langword="null"/> when it is not known.</summary>
    long? Behind(LanePosition position);
}
