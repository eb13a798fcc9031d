// What Recognition calls of ONNX Runtime's C interface. The wheel that brings the library has no
// headers. `OrtApi` is a table of functions that only grows at its end: places in it stay what they
// are (https://onnxruntime.ai/docs/reference/compatibility.html). The numbers are those places.
#include <stddef.h>
#include <stdint.h>

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtValue OrtValue;
typedef struct OrtMemoryInfo OrtMemoryInfo;
typedef struct OrtAllocator OrtAllocator;
typedef struct OrtModelMetadata OrtModelMetadata;
typedef struct OrtTensorTypeAndShapeInfo OrtTensorTypeAndShapeInfo;

enum {
  ORT_LOGGING_LEVEL_FATAL = 4,
  ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT = 1,
  OrtArenaAllocator = 1,
  OrtMemTypeDefault = 0,
};

// Functions that can fail give NULL where they do not.
typedef struct OrtApi {
  void *before2[2];
  const char *(*GetErrorMessage)(const OrtStatus *);  // 2
  OrtStatus *(*CreateEnv)(int level, const char *name, OrtEnv **);
  void *before7[3];
  OrtStatus *(*CreateSession)(  // 7
      const OrtEnv *, const char *path, const OrtSessionOptions *, OrtSession **);
  void *before9[1];
  OrtStatus *(*Run)(  // 9
      OrtSession *, const OrtRunOptions *, const char *const *inputs, const OrtValue *const *values,
      size_t inputCount, const char *const *outputs, size_t outputCount, OrtValue **results);
  OrtStatus *(*CreateSessionOptions)(OrtSessionOptions **);
  void *before24[13];
  OrtStatus *(*SetIntraOpNumThreads)(OrtSessionOptions *, int count);  // 24
  OrtStatus *(*SetInterOpNumThreads)(OrtSessionOptions *, int count);
  void *before49[23];
  OrtStatus *(*CreateTensorWithDataAsOrtValue)(  // 49
      const OrtMemoryInfo *, void *data, size_t bytes, const int64_t *shape, size_t dimensions,
      int elementType, OrtValue **);
  void *before51[1];
  OrtStatus *(*GetTensorMutableData)(OrtValue *, void **data);  // 51
  void *before61[9];
  OrtStatus *(*GetDimensionsCount)(const OrtTensorTypeAndShapeInfo *, size_t *count);  // 61
  OrtStatus *(*GetDimensions)(const OrtTensorTypeAndShapeInfo *, int64_t *sizes, size_t count);
  void *before65[2];
  OrtStatus *(*GetTensorTypeAndShape)(const OrtValue *, OrtTensorTypeAndShapeInfo **);  // 65
  void *before69[3];
  OrtStatus *(*CreateCpuMemoryInfo)(int allocator, int memory, OrtMemoryInfo **);  // 69
  void *before76[6];
  OrtStatus *(*AllocatorFree)(OrtAllocator *, void *);  // 76
  void *before78[1];
  OrtStatus *(*GetAllocatorWithDefaultOptions)(OrtAllocator **);  // 78, owned by the runtime
  void *before92[13];
  void (*ReleaseEnv)(OrtEnv *);  // 92
  void (*ReleaseStatus)(OrtStatus *);
  void (*ReleaseMemoryInfo)(OrtMemoryInfo *);
  void (*ReleaseSession)(OrtSession *);
  void (*ReleaseValue)(OrtValue *);
  void *before99[2];
  void (*ReleaseTensorTypeAndShapeInfo)(OrtTensorTypeAndShapeInfo *);  // 99
  void (*ReleaseSessionOptions)(OrtSessionOptions *);
  void *before111[10];
  OrtStatus *(*SessionGetModelMetadata)(const OrtSession *, OrtModelMetadata **);  // 111
  void *before116[4];
  OrtStatus *(*ModelMetadataLookupCustomMetadataMap)(  // 116
      const OrtModelMetadata *, OrtAllocator *, const char *key, char **value);
  void *before118[1];
  void (*ReleaseModelMetadata)(OrtModelMetadata *);  // 118
} OrtApi;

// The first version of the interface that has all of these.
enum { ORT_API_VERSION = 1 };

typedef struct OrtApiBase {
  const OrtApi *(*GetApi)(uint32_t version);
  const char *(*GetVersionString)(void);
} OrtApiBase;

typedef const OrtApiBase *(*OrtGetApiBase)(void);
