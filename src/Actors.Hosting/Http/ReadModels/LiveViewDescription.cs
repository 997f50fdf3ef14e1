namespace Actors.Hosting.Http.ReadModels;

/// <summary>What the description of the interface says about the address of a live view.</summary>
/// <param name="Path">The address.</param>
/// <param name="Summary">What it shows, in one sentence.</param>
/// <param name="Parameters">The parameters it takes.</param>
internal sealed record LiveViewDescription(string Path, string Summary, IReadOnlyList<ReadModelParameter> Parameters);
