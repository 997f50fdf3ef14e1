using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Benchmarks.Domain;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Account.Book))]
[JsonSerializable(typeof(Account.Booked))]
internal sealed partial class AccountJson : JsonSerializerContext;
