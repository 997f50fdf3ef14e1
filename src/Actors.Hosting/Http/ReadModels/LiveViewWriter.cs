using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http.Events;
using Actors.Runtime.LiveViews;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>Writes the events of a live view for one client, those that it wants. One caller at a time.</summary>
internal sealed class LiveViewWriter<TRow>(ServerSentEvents output, JsonTypeInfo<TRow> form, Func<TRow, bool> wants)
    where TRow : class
{
    private HashSet<string>? _shown; // The rows that the client has; unknown after it came back, and then every row may be one.

    public void Write(LiveEvent<TRow> told)
    {
        var isShown = told.Row is { } row && wants(row);
        var kind = told.Kind == LiveEventKind.Row && !isShown ? LiveEventKind.Gone : told.Kind;
        if (kind == LiveEventKind.Reset)
        {
            _shown = new HashSet<string>(StringComparer.Ordinal);
        }
        else if (kind == LiveEventKind.Row)
        {
            _shown?.Add(told.Key!);
        }
        else if (kind == LiveEventKind.Gone && _shown?.Remove(told.Key!) == false)
        {
            return; // The client has never had it.
        }

        output.Event(told.Id, kind.ToString().ToLowerInvariant(), JsonAnswer.Build(w => Write(w, told, kind)).WrittenSpan);
    }

    private void Write(Utf8JsonWriter writer, LiveEvent<TRow> told, LiveEventKind kind)
    {
        writer.WriteStartObject();
        if (told.Key is { } key)
        {
            writer.WriteString("key", key);
        }

        if (kind == LiveEventKind.Row)
        {
            writer.WritePropertyName("row");
            JsonSerializer.Serialize(writer, told.Row!, form);
        }

        if (kind == LiveEventKind.Dropped)
        {
            writer.WriteString("detail", "This client reads more slowly than the view changes. Connect again with Last-Event-ID to go on from here.");
        }

        writer.WriteEndObject();
    }
}
