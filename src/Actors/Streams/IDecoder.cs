namespace Actors.Streams;

/// <summary>Turns a record of a source into a command. Pure and thread-safe.</summary>
public interface IDecoder
{
    /// <summary>Decodes and validates one record; never throws for bad bytes.</summary>
    Decoded Decode(SourceRecord record);
}
