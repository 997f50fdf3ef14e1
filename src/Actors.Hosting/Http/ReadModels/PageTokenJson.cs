using System.Text.Json.Serialization;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>The JSON inside a page token.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class PageTokenJson : JsonSerializerContext;
