namespace Actors.Streams;

/// <summary>A named value beside the payload of a <see cref="SourceRecord"/>. A record may have several of one name.</summary>
/// <param name="Name">Its name, as the sender wrote it.</param>
/// <param name="Value">Its bytes.</param>
public readonly record struct SourceHeader(string Name, ReadOnlyMemory<byte> Value);
