using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Hosting.Http.ReadModels;

namespace Shop.Node.Http;

/// <summary>The JSON forms of the answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<SalesAnswer>))]
[JsonSerializable(typeof(Page<OrderAnswer>))]
[JsonSerializable(typeof(Page<StockAnswer>))]
[JsonSerializable(typeof(Page<MovementAnswer>))]
[JsonSerializable(typeof(Page<StatusAnswer>))]
[JsonSerializable(typeof(Page<ReviewAnswer>))]
internal sealed partial class AnswerJson : JsonSerializerContext;
