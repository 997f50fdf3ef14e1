using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shop.Node.Http;

/// <summary>The JSON forms of the answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<SalesAnswer>))]
[JsonSerializable(typeof(List<OrdersAnswer>))]
internal sealed partial class AnswerJson : JsonSerializerContext;
