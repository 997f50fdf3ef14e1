namespace Actors.Persistence.Sql.Scripting;

/// <summary>One numbered step of a schema's history.</summary>
/// <param name="Version">The schema version after it.</param>
/// <param name="Name">What it does, in words of its file name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql);
