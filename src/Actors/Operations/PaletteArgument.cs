namespace Actors.Operations;

/// <summary>An argument of an application's own command.</summary>
/// <param name="Name">Its name, as it stands in braces in the command's path.</param>
/// <param name="Description">What it is, for the help.</param>
/// <param name="Default">What it is when left out; <see langword="null"/> when it is needed.</param>
public sealed record PaletteArgument(string Name, string Description, string? Default = null);
