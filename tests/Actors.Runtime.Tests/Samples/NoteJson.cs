using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Runtime.Tests.Samples;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Notebook))]
[JsonSerializable(typeof(NoteCommand.Write))]
[JsonSerializable(typeof(NoteCommand.WriteAll))]
[JsonSerializable(typeof(NoteCommand.WriteFirst))]
[JsonSerializable(typeof(NoteCommand.Look))]
[JsonSerializable(typeof(NoteCommand.WriteThrough))]
[JsonSerializable(typeof(NoteCommand.Forward))]
[JsonSerializable(typeof(NoteCommand.Phone))]
[JsonSerializable(typeof(NoteCommand.Remind))]
[JsonSerializable(typeof(NoteCommand.Forget))]
[JsonSerializable(typeof(NoteEvent.Written))]
[JsonSerializable(typeof(NoteEvent.Forwarded))]
[JsonSerializable(typeof(NoteEvent.Phoned))]
[JsonSerializable(typeof(NoteEvent.Painted))]
internal sealed partial class NoteJson : JsonSerializerContext;
