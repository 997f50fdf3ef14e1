namespace Actors.Hosting.Http.ReadModels;

/// <summary>A parameter in the address of a read model, for the description of the interface.</summary>
/// <param name="Name">Its name, in the query or, where the path has it in braces, in the path.</param>
/// <param name="Description">What it means, with its default.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="Format">Its format, such as <c>date-time</c>.</param>
public sealed record ReadModelParameter(string Name, string Description, string Type = "string", string? Format = null);
