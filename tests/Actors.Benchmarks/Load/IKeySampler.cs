namespace Actors.Benchmarks.Load;

/// <summary>Chooses which of so many entities is next. Immutable.</summary>
internal interface IKeySampler
{
    /// <summary>The index of an entity.</summary>
    int Next(Draw draw);
}
